#pragma once

/// Programs written as plain functions: each task runs as a fiber and may suspend anywhere.
/// Everything that a program calls is included.

#include <cutpoint/fiber/factory.hpp>
#include <cutpoint/fiber/make_program.hpp>
#include <cutpoint/program.hpp>
