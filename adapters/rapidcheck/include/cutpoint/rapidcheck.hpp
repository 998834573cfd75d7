#pragma once

/// Properties of programs: rapidcheck generates their inputs, Cutpoint their schedules and stops.

#include <cutpoint/rapidcheck/check.hpp>
#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/rapidcheck/programs_of.hpp>
#include <cutpoint/rapidcheck/prop_macros.hpp>
#include <cutpoint/rapidcheck/schedule.hpp>
