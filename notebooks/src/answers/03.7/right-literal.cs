double UniformBound() => 0.1225;
