// hint: 463K weights at 196 positions are 93 million operations, not 100.
char RowFourC()
{
    return 'B';
}
