// hint: The gradient of γ is the sum of g·ẑ, and ẑ is not zero: γ moves.
char LeavingZero()
{
    return 'A';
}
