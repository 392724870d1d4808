import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { Empty } from '../components/States';

export function NotFound() {
  return (
    <Empty
      icon={Compass}
      title="There is no such page"
      action={
        <Button component={Link} to="/chargers">
          Go to the chargers
        </Button>
      }
    >
      The address may be mistyped, or from another version of the simulator.
    </Empty>
  );
}
