char RowFourC()
{
    return 'A';
}
