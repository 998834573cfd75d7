#pragma once

/// The seam for coroutine and callback libraries of any other kind: what a glue needs to make their
/// tasks tasks of a run. Everything that a program calls is included.

#include <cutpoint/foreign/continuation.hpp>
#include <cutpoint/foreign/flow.hpp>
#include <cutpoint/foreign/make_program.hpp>
#include <cutpoint/program.hpp>
