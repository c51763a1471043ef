char LeavingZero()
{
    return 'B';
}
