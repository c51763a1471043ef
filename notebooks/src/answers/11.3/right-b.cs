char RowFourC()
{
    return 'B';
}
