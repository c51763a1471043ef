char BoxInTheCorner() => 'D';
