// hint: The rows of the last matrix do become different, one for each class. But its columns stay equal, and it is the columns that make units differ.
char FeaturesFromAConstant() => 'B';
