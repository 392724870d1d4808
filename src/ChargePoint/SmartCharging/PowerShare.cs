using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>What one connector wants of a limit that all of them share, and what it gets; all in the unit of that limit.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Claim
{
    /// <summary>True when a car is there to which energy may flow, whether it takes any now or not.</summary>
    public bool Present;

    /// <summary>Less than this is nothing: the least that can be offered.</summary>
    public decimal Least;

    /// <summary>Below this it charges badly (minChargingRate); 0 when that is not known.</summary>
    public decimal Better;

    /// <summary>What its car would take; 0 when it takes nothing now.</summary>
    public decimal Need;

    /// <summary>What its own limits allow.</summary>
    public decimal Cap;

    /// <summary>Lesser comes first.</summary>
    public long Order;

    /// <summary>What it gets.</summary>
    public decimal Granted;

    /// <summary>True when it is among those that can charge.</summary>
    public bool Admitted;
}

/// <summary>
/// Shares a limit among connectors (OCPP 1.6 §3.13.3), so that the sum never exceeds it. The rule is in docs/decisions/sharing-a-limit.md.
/// </summary>
internal static class PowerShare
{
    // Shares are rounded down to this many digits: the sum stays below the limit.
    private const int Digits = 12;

    private enum Goal
    {
        Need,
        Cap,
        CapOfWaiting,
        CapOfIdle,
    }

    /// <summary>Sets <see cref="Claim.Granted"/> of all claims.</summary>
    public static void Allocate(decimal limit, Span<Claim> claims)
    {
        decimal left = Math.Max(0, limit);
        for (int i = 0; i < claims.Length; i++)
        {
            claims[i].Granted = 0;
            claims[i].Admitted = false;
        }
        left = Admit(left, claims);
        left = Better(left, claims);
        left = Fill(left, claims, Goal.Need);
        left = Fill(left, claims, Goal.Cap);
        left = Fill(left, claims, Goal.CapOfWaiting);
        Fill(left, claims, Goal.CapOfIdle);
    }

    // Whoever began first is served first; who does not fit any more waits. A car that takes nothing now comes after those that do: if there is
    // room, it is offered the least, so that it can begin again by itself.
    private static decimal Admit(decimal left, Span<Claim> claims) =>
        Admit(Admit(left, claims, resting: false), claims, resting: true);

    private static decimal Admit(decimal left, Span<Claim> claims, bool resting)
    {
        for (int next = NextOf(claims, long.MinValue); next >= 0; next = NextOf(claims, claims[next].Order))
        {
            ref Claim claim = ref claims[next];
            if (claim.Need <= 0 == resting && claim.Least <= claim.Cap && claim.Least <= left)
            {
                claim.Admitted = true;
                claim.Granted = claim.Least;
                left -= claim.Least;
            }
        }
        return left;
    }

    private static decimal Better(decimal left, Span<Claim> claims)
    {
        for (int next = NextOf(claims, long.MinValue); next >= 0; next = NextOf(claims, claims[next].Order))
        {
            ref Claim claim = ref claims[next];
            decimal more = Math.Min(claim.Better, claim.Cap) - claim.Granted;
            if (claim.Admitted && claim.Need > 0 && more > 0 && more <= left)
            {
                claim.Granted += more;
                left -= more;
            }
        }
        return left;
    }

    private static int NextOf(ReadOnlySpan<Claim> claims, long after)
    {
        int next = -1;
        for (int i = 0; i < claims.Length; i++)
        {
            if (claims[i].Present && claims[i].Order > after && (next < 0 || claims[i].Order < claims[next].Order))
            {
                next = i;
            }
        }
        return next;
    }

    // Raises one level for all, like water: whoever has reached the goal stays there, whoever is above the level waits for it.
    private static decimal Fill(decimal left, Span<Claim> claims, Goal goal)
    {
        decimal level = 0;
        while (left > 0)
        {
            int raised = 0;
            decimal next = decimal.MaxValue;
            foreach (ref readonly Claim claim in claims)
            {
                decimal target = TargetOf(claim, goal);
                if (claim.Granted >= target)
                {
                    continue;
                }
                if (claim.Granted > level)
                {
                    next = Math.Min(next, claim.Granted);
                    continue;
                }
                raised++;
                next = Math.Min(next, target);
            }
            if (raised == 0)
            {
                if (next == decimal.MaxValue)
                {
                    break;
                }
                level = next;
                continue;
            }
            decimal step = Math.Min(next - level, decimal.Round(left / raised, Digits, MidpointRounding.ToZero));
            if (step <= 0)
            {
                break;
            }
            Raise(claims, goal, level, level + step);
            level += step;
            left -= step * raised;
        }
        return left;
    }

    private static void Raise(Span<Claim> claims, Goal goal, decimal from, decimal to)
    {
        foreach (ref Claim claim in claims)
        {
            if (claim.Granted <= from && claim.Granted < TargetOf(claim, goal))
            {
                claim.Granted = to;
            }
        }
    }

    private static decimal TargetOf(in Claim claim, Goal goal) =>
        goal switch
        {
            Goal.Need => claim.Admitted ? Math.Min(claim.Need, claim.Cap) : 0,
            Goal.Cap => claim.Admitted ? claim.Cap : 0,
            Goal.CapOfWaiting => claim.Present && !claim.Admitted ? claim.Cap : 0,
            _ => claim.Present ? 0 : claim.Cap,
        };
}
