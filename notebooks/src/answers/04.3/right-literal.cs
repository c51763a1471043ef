char TwoDropouts() => 'b';
