using Server.Roster;

namespace Server.Live;

/// <summary>The power of chargers over the last minutes, made of what their EVSEs remember.</summary>
internal static class PowerTrails
{
    // What the table shows, and as much before it as lies between two readings of a running session.
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(200);

    /// <summary>The trails of the chargers that there are.</summary>
    public static IReadOnlyList<PowerTrail> Of(ChargerRoster roster, IReadOnlyList<string> ids)
    {
        var from = roster.Fleet.Now - Span;
        var trails = new List<PowerTrail>(ids.Count);
        foreach (var id in ids)
        {
            if (roster.TryGet(id, out var charger))
            {
                trails.Add(
                    new(
                        id,
                        Sum([
                            .. charger.Row.Evses.Select(evse =>
                                charger
                                    .Unit.History(evse.Id, from)
                                    .Select(sample => new FleetSample(sample.Time.ToUtc(), sample.PowerW))
                                    .ToList()
                            ),
                        ])
                    )
                );
            }
        }

        return trails;
    }

    /// <summary>The sum of step lines, each of which holds its value until its next point and is 0 before its first.</summary>
    internal static IReadOnlyList<FleetSample> Sum(IReadOnlyList<IReadOnlyList<FleetSample>> lines)
    {
        var values = new double[lines.Count];
        var points = lines
            .SelectMany((line, i) => line.Select(point => (point.Time, Line: i, point.PowerW)))
            .OrderBy(point => point.Time);
        var sum = new List<FleetSample>();
        foreach (var (time, line, powerW) in points)
        {
            values[line] = powerW;
            var total = new FleetSample(time, Math.Round(values.Sum(), 1));
            if (sum.Count > 0 && sum[^1].Time == time)
            {
                sum[^1] = total;
            }
            else
            {
                sum.Add(total);
            }
        }

        return sum;
    }
}
