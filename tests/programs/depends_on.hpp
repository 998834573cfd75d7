#pragma once

/// Parts of programs, for a task, each of which reaches past the scheduler in another way.
namespace cutpoint::programs {

void depends_on_a_thread();
void depends_on_a_clock();
void depends_on_random_device();
void depends_on_the_time_as_seed();
void depends_on_the_process_id();
void depends_on_addresses();
void depends_on_hashed_addresses();
void depends_on_addresses_of_stacks();
void depends_on_fresh_memory();
void depends_on_a_fresh_stack();
void depends_on_earlier_runs();
void depends_on_a_file_that_it_writes();
/// The same in every undisturbed run.
void depends_on_the_process_id_when_stopped();

}  // namespace cutpoint::programs
