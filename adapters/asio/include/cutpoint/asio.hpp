#pragma once

/// Boost.Asio programs as they are, on an executor that the kernel drives. Everything that a
/// program calls is included, but for Asio's own headers.

#include <cutpoint/asio/executor.hpp>
#include <cutpoint/asio/make_program.hpp>
#include <cutpoint/asio/outside_event.hpp>
#include <cutpoint/asio/program_options.hpp>
#include <cutpoint/asio/strand.hpp>
#include <cutpoint/program.hpp>
