#pragma once

/// Programs written as C++20 coroutines: each task suspends where it says `co_await`. Everything
/// that a program calls is included.

#include <cutpoint/coroutine/await.hpp>
#include <cutpoint/coroutine/finally.hpp>
#include <cutpoint/coroutine/generator.hpp>
#include <cutpoint/coroutine/make_program.hpp>
#include <cutpoint/coroutine/spawn.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/coroutine/with_scope.hpp>
#include <cutpoint/program.hpp>
