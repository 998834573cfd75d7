# The compiler is all it needs.
set(CUTPOINT_MISSING_DEPENDENCY "")
