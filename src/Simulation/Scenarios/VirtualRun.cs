using Ocpp;

namespace Simulation.Scenarios;

/// <summary>Runs a scenario in virtual time, on the thread of the loop.</summary>
public static class VirtualRun
{
    /// <summary>Has the loop run it from now on.</summary>
    public static void Attach(this VirtualTimeLoop time, ScenarioRun run)
    {
        var next = Instant.Never;
        run.Woken = () => Schedule(time.Now);
        Schedule(run.Due);

        void Schedule(Instant at)
        {
            if (at < next)
            {
                next = at;
                time.Schedule(at, Wake);
            }
        }

        void Wake()
        {
            // An earlier wake may have done this one's work already.
            if (time.Now < next)
            {
                return;
            }
            next = Instant.Never;
            run.RunUntil(time.Now);
            Schedule(run.Due);
        }
    }
}
