long Question6() => 8_404_992;
