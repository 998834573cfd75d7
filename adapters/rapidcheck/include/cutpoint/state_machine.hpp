#pragma once

/// Async objects under concurrent scripts of commands, judged by a sequential model. Commands of
/// rapidcheck's own need `<cutpoint/rapidcheck/state_command.hpp>`, too.

#include <cutpoint/rapidcheck/state_check.hpp>
#include <cutpoint/rapidcheck/state_machine.hpp>
