double AnotherPrice() => -0.06875;
