// hint: The row has all it needs: the filters in it say how many weights there are.
char RowFourC()
{
    return 'D';
}
