// hint: With the four projections there are 54. The name leaves them out.
char Fifty()
{
    return 'A';
}
