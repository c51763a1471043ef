double LargestFactor() => 9.5367431640625e-7;
