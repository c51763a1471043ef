char WhatIsUnchanged() => 'C';
