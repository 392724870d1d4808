using System.Runtime.InteropServices;
using ChargePoints;

namespace Simulation.Sites;

/// <summary>What a charger takes of its site, in whole numbers: sums of many changes come out even.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SiteDraw(long DeciWatts, long MilliAmps1, long MilliAmps2, long MilliAmps3)
{
    /// <summary>The same taken away.</summary>
    public SiteDraw Negative => new(-DeciWatts, -MilliAmps1, -MilliAmps2, -MilliAmps3);

    /// <summary>What a charge point takes.</summary>
    public static SiteDraw Of(ChargePointSnapshot snapshot)
    {
        var watts = 0.0;
        PhaseValues current = default;
        for (var i = 0; i < snapshot.Evses.Count; i++)
        {
            watts += snapshot.Evses[i].PowerW;
            current += snapshot.Evses[i].Grid.CurrentA;
        }
        return new(
            (long)Math.Round(watts * 10),
            (long)Math.Round(current.L1 * 1000),
            (long)Math.Round(current.L2 * 1000),
            (long)Math.Round(current.L3 * 1000)
        );
    }

    /// <summary>What it takes more than before.</summary>
    public SiteDraw Less(in SiteDraw before) =>
        new(
            DeciWatts - before.DeciWatts,
            MilliAmps1 - before.MilliAmps1,
            MilliAmps2 - before.MilliAmps2,
            MilliAmps3 - before.MilliAmps3
        );
}
