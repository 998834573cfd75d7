static_assert(sizeof(int) == 0, "a plain integer is no step");
