// hint: The smallest whole number that is not below a quotient is its ceiling. Where the quotient is whole, floor + 1 is one too many.
int StepsToForget(double decay, double remaining = 0.01)
{
    return (int)(Math.Log(remaining) / Math.Log(decay)) + 1;
}
