// hint: It is the other way round: what reaches the convolutions is multiplied by γ, which is 0.
char LeavingZero()
{
    return 'C';
}
