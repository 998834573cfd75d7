#pragma once

/// Ways to die that take more than a line. None of them returns.
namespace cutpoint::programs {

void write_to_nowhere();
void overflow_the_stack();
void overflow_the_stack_in_large_frames();
void run_on_and_on();
void eat_memory();
/// An exception leaves a destructor while another one is in flight.
void throw_twice();
void call_a_pure_virtual_function();

}  // namespace cutpoint::programs
