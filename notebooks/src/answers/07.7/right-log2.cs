int StepsToForget(double decay, double remaining = 0.01) =>
    (int)Math.Ceiling(Math.Log2(remaining) / Math.Log2(decay));
