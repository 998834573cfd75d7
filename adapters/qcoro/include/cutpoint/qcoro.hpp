#pragma once

/// Programs written as `QCoro::Task<>` coroutines, on a Qt event loop that the kernel drives.
/// Everything that a program calls is included.

#include <cutpoint/program.hpp>
#include <cutpoint/qcoro/make_program.hpp>
