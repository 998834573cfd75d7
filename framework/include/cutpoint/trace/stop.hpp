#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace cutpoint {

/// How a stop arrives (design: stop modes).
enum class stop_mode : std::uint8_t {
  edge,     ///< one suspension throws `cancelled`, then the stop is spent
  level,    ///< every suspension throws until the task ends or acknowledges the stop
  drop,     ///< the frame is destroyed where it stands
  request,  ///< a token turns true and callbacks run; the operation decides
};

/// Every mode, in the order of `stop_mode`.
inline constexpr std::array all_stop_modes = {stop_mode::edge, stop_mode::level, stop_mode::drop,
                                              stop_mode::request};

/// How much a `request` asks for, weakest first.
enum class stop_strength : std::uint8_t { partial, total, terminal };

/// Whom a stop reaches besides its target.
enum class stop_reach : std::uint8_t {
  task,   ///< nobody
  scope,  ///< its descendants; of `main`: the whole program, as by Ctrl-C
};

/// What the target of a stop is doing when the stop reaches it.
enum class window : std::uint8_t {
  before_start,  ///< spawned, not run yet
  parked,        ///< waits for something
  granted,       ///< was handed a wake-up or a value and has not run since
  ready,         ///< at a checkpoint or a yield
  in_cleanup,    ///< saw an earlier stop and has not ended yet
};

/// Every window, in the order of `window`.
inline constexpr std::array all_windows = {window::before_start, window::parked, window::granted,
                                           window::ready, window::in_cleanup};

/// Returns: the mode as reports and traces print it: "edge".
std::string_view name_of(stop_mode mode);
/// Returns: the window as traces print it: "before_start".
std::string_view name_of(window w);

/// Returns: the mode of that name; nothing where `text` is none.
std::optional<stop_mode> find_stop_mode(std::string_view text);
/// Returns: the window of that name; nothing where `text` is none.
std::optional<window> find_window(std::string_view text);

/// A set of stop modes; walks in the order of `stop_mode`.
class stop_modes {
 public:
  constexpr stop_modes() = default;
  /// The set of these modes.
  constexpr stop_modes(std::initializer_list<stop_mode> modes) {
    for (const stop_mode mode : modes) insert(mode);
  }

  /// Adds `mode`.
  constexpr void insert(stop_mode mode) { bits_ = static_cast<std::uint8_t>(bits_ | bit(mode)); }
  /// Whether `mode` is one of them.
  constexpr bool contains(stop_mode mode) const { return (bits_ & bit(mode)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }  ///< whether there are none
  friend constexpr bool operator==(stop_modes, stop_modes) = default;

 private:
  static constexpr std::uint8_t bit(stop_mode mode) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(mode));
  }
  std::uint8_t bits_ = 0;
};

/// The set of all modes.
inline constexpr stop_modes every_stop_mode = {stop_mode::edge, stop_mode::level, stop_mode::drop,
                                               stop_mode::request};

}  // namespace cutpoint
