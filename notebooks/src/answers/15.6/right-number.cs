double RateFor8192() => 3.2;
