#pragma once

#include <cutpoint/kernel/disturbance.hpp>

namespace cutpoint {

/// Puts `d` in force in this process, a worker that has made no run yet: allocations to come are
/// filled, and come at falling addresses with gaps, as far as the C library lets us.
void disturb_this_process(const disturbance& d);

/// Does the same again for the blocks that come next: what a recording has allocated and freed
/// since is the same in every run, and would hide what the program finds in its memory.
void disturb_next_blocks();

/// Two surroundings in which a run has to be the same: they differ in all that can be disturbed.
disturbance disturbed_one_way();
disturbance disturbed_another_way();

}  // namespace cutpoint
