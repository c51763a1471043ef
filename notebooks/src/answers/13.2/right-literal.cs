long Question2() => 1_572_864;
