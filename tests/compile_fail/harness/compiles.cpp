// expect: a plain integer is no step
static_assert(sizeof(int) != 0, "a plain integer is no step");
