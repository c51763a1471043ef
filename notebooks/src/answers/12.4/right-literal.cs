long Question4() => 819_200;
