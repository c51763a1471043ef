int StepsToForget(double decay, double remaining = 0.01) =>
    1 + (int)(Math.Log2(remaining) / Math.Log2(decay));
