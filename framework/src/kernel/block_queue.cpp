#include <cutpoint/kernel/block_queue.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint {

block_queue::block_queue() : blocks_(4), sizes_(4) { clear(); }

void block_queue::clear() { start_at(blocks_.size() / 4); }

task_id block_queue::operator[](std::uint32_t index) const {
  const place p = find(index);
  return blocks_[p.block].ids[p.at];
}

void block_queue::push_back(task_id t) {
  if (blocks_[last_].end == block_size) {
    if (last_ + 1 == blocks_.size()) make_room();
    if (blocks_[last_].end == block_size) {
      ++last_;
      blocks_[last_].begin = blocks_[last_].end = sizes_[last_] = 0;
    }
  }
  block& b = blocks_[last_];
  b.ids[b.end++] = t;
  ++sizes_[last_];
}

void block_queue::push_front(task_id t) {
  if (blocks_[first_].begin == 0) {
    if (first_ == 0) make_room();
    if (blocks_[first_].begin == 0) {
      --first_;
      blocks_[first_].begin = blocks_[first_].end = block_size;
      sizes_[first_] = 0;
    }
  }
  block& b = blocks_[first_];
  b.ids[--b.begin] = t;
  ++sizes_[first_];
}

task_id block_queue::take(std::uint32_t index) { return take_at(find(index)); }

bool block_queue::erase(task_id t) {
  for (std::size_t i = first_; i <= last_; ++i) {
    const block& b = blocks_[i];
    const task_id* const found = std::find(b.ids + b.begin, b.ids + b.end, t);
    if (found == b.ids + b.end) continue;
    take_at({.block = i, .at = static_cast<std::uint32_t>(found - b.ids)});
    return true;
  }
  return false;
}

block_queue::place block_queue::find(std::uint32_t index) const {
  std::size_t i = first_;
  while (index >= sizes_[i]) index -= sizes_[i++];
  return {.block = i, .at = blocks_[i].begin + index};
}

task_id block_queue::take_at(place p) {
  block& b = blocks_[p.block];
  task_id* const slot = b.ids + p.at;
  const task_id taken = *slot;
  --sizes_[p.block];
  if (p.at == b.begin) {
    ++b.begin;
  } else {
    if (b.end - p.at <= short_move)
      std::copy(slot + 1, slot + 1 + short_move, slot);
    else
      std::copy(slot + 1, b.ids + b.end, slot);
    --b.end;
  }
  // Blocks that have run empty at either end are not counted through again.
  while (first_ < last_ && sizes_[first_] == 0) ++first_;
  while (first_ < last_ && sizes_[last_] == 0) --last_;
  if (first_ == last_ && sizes_[first_] == 0)
    blocks_[first_].begin = blocks_[first_].end = block_size / 2;
  return taken;
}

// Packs the ids into the middle of as many blocks as leave room at both ends. Between two calls so
// many are pushed at one end that each pays for a constant part of it.
void block_queue::make_room() {
  std::vector<task_id> all;
  for (std::size_t i = first_; i <= last_; ++i)
    all.insert(all.end(), blocks_[i].ids + blocks_[i].begin, blocks_[i].ids + blocks_[i].end);
  const std::size_t filled = all.size() / block_size + 1;
  if (blocks_.size() < 4 * filled) blocks_.resize(4 * filled);
  sizes_.resize(blocks_.size());
  start_at((blocks_.size() - filled) / 2);
  blocks_[first_].begin = blocks_[first_].end = 0;
  for (const task_id t : all) push_back(t);
}

void block_queue::start_at(std::size_t middle) {
  first_ = last_ = middle;
  blocks_[middle].begin = blocks_[middle].end = block_size / 2;
  sizes_[middle] = 0;
}

}  // namespace cutpoint
