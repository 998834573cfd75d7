#pragma once

#include <cutpoint/trace/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// A queue of many ids, of which any can be taken: in time that hardly grows with their number.
///
/// An array in blocks. An id is found by counting through the blocks, and only its block closes the
/// gap.
class block_queue {
 public:
  block_queue();

  /// Requires: `index` is below the number of ids.
  task_id operator[](std::uint32_t index) const;
  void push_back(task_id t);   ///< Puts `t` behind all others.
  void push_front(task_id t);  ///< Puts `t` before all others.
  /// Requires: `index` is below the number of ids. Returns: the id there, taken out.
  task_id take(std::uint32_t index);
  /// Takes `t` out. Returns: false if it is not there.
  bool erase(task_id t);
  void clear();  ///< Takes all tasks out.

 private:
  static constexpr std::uint32_t block_size = 128;
  // A block closes a gap by one move of constant size where few ids follow it, because a loop whose
  // trip count varies costs more in mispredictions than the move itself.
  static constexpr std::uint32_t short_move = 16;

  struct block {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    task_id ids[block_size + short_move + 1] = {};
  };

  struct place {
    std::size_t block;
    std::uint32_t at;  ///< in `ids`
  };
  place find(std::uint32_t index) const;
  task_id take_at(place p);
  void make_room();
  void start_at(std::size_t middle);

  std::vector<block> blocks_;
  // How many ids each block holds. Side by side, because finding an id reads many of them.
  std::vector<std::uint32_t> sizes_;
  std::size_t first_;
  std::size_t last_;
};

}  // namespace cutpoint
