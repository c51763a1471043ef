char CostOfBackward() => 'B';
