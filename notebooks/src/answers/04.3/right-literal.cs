char TwoDropouts() => 'd';
