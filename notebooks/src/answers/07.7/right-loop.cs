int StepsToForget(double decay, double remaining = 0.01)
{
    int steps = 0;
    double weight = 1;
    while (weight > remaining) { weight *= decay; steps++; }
    return steps;
}
