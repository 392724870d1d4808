using System.Runtime.InteropServices;
using ChargePoints;

namespace Simulation.Sites;

/// <summary>What one EVSE wants of the phases that it is on, and what it gets.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SiteClaim
{
    /// <summary>True while a car is there that could take energy.</summary>
    public bool Session;

    /// <summary>True when that car has ended its charge for good.</summary>
    public bool Full;

    /// <summary>What it would take of each of its phases, in tenths of an ampere; 0 when nothing now.</summary>
    public int Wants;

    /// <summary>The phases that it is on: bit 0 is phase 1.</summary>
    public int Phases;

    /// <summary>Lesser comes first.</summary>
    public long Order;

    /// <summary>What it gets of each of its phases, in tenths of an ampere: 0, or at least 6 A.</summary>
    public int Granted;

    /// <summary>What an EVSE claims.</summary>
    public static SiteClaim Of(in GridSide grid, long order) =>
        new()
        {
            Session = grid.Session,
            Full = grid.Full,
            Wants = grid.WantsA * 10,
            Phases = (grid.OnL1 ? 1 : 0) | (grid.OnL2 ? 2 : 0) | (grid.OnL3 ? 4 : 0),
            Order = order,
        };
}

/// <summary>
/// Shares the phases of a grid connection among the EVSEs on them, so that no phase ever carries more than it can: a pure function of the claims. Whoever
/// came first gets the least that can be offered, 6 A, then the others as long as it fits, then those that pause; what is left
/// raises all alike up to what they want, until a phase is full. Full cars are offered the least of what nobody wants. What a car wants does not depend on what it gets, so shares come to rest.
/// </summary>
internal static class LoadManager
{
    /// <summary>6 A (IEC 61851-1), in tenths.</summary>
    public const int Least = 60;

    private const int PhaseCount = 3;

    /// <summary>Sets <see cref="SiteClaim.Granted"/> of all claims.</summary>
    /// <param name="perPhase">What each phase can carry, in tenths of an ampere.</param>
    /// <param name="claims">The claims, in ascending <see cref="SiteClaim.Order"/>.</param>
    public static void Share(int perPhase, Span<SiteClaim> claims)
    {
        Span<int> left = [perPhase, perPhase, perPhase];
        foreach (ref var claim in claims)
        {
            claim.Granted = 0;
        }
        Admit(left, claims, resting: false, full: false);
        Admit(left, claims, resting: true, full: false);
        Raise(left, claims);
        Admit(left, claims, resting: true, full: true);
    }

    private static void Admit(Span<int> left, Span<SiteClaim> claims, bool resting, bool full)
    {
        foreach (ref var claim in claims)
        {
            if (claim.Session && claim.Full == full && claim.Wants <= 0 == resting && Room(left, claim.Phases) >= Least)
            {
                Take(left, ref claim, Least);
            }
        }
    }

    // All rise from the same level by the same steps, so nobody gets more than another who is on the same full phase and wants more.
    private static void Raise(Span<int> left, Span<SiteClaim> claims)
    {
        Span<int> rising = stackalloc int[PhaseCount];
        while (true)
        {
            rising.Clear();
            var step = int.MaxValue;
            foreach (ref readonly var claim in claims)
            {
                if (MayRise(left, claim))
                {
                    step = Math.Min(step, claim.Wants - claim.Granted);
                    Count(rising, claim.Phases);
                }
            }
            if (step == int.MaxValue)
            {
                return;
            }
            for (var phase = 0; phase < PhaseCount; phase++)
            {
                if (rising[phase] > 0)
                {
                    step = Math.Min(step, left[phase] / rising[phase]);
                    // Less than a tenth for each: nobody on this phase rises any more.
                    left[phase] = left[phase] < rising[phase] ? 0 : left[phase];
                }
            }
            foreach (ref var claim in claims)
            {
                if (step > 0 && MayRise(left, claim))
                {
                    Take(left, ref claim, step);
                }
            }
        }
    }

    private static bool MayRise(ReadOnlySpan<int> left, in SiteClaim claim) =>
        claim.Granted >= Least && claim.Granted < claim.Wants && Room(left, claim.Phases) > 0;

    private static int Room(ReadOnlySpan<int> left, int phases)
    {
        var room = int.MaxValue;
        for (var phase = 0; phase < PhaseCount; phase++)
        {
            room = IsOn(phases, phase) ? Math.Min(room, left[phase]) : room;
        }
        return room;
    }

    private static void Take(Span<int> left, ref SiteClaim claim, int more)
    {
        claim.Granted += more;
        for (var phase = 0; phase < PhaseCount; phase++)
        {
            left[phase] -= IsOn(claim.Phases, phase) ? more : 0;
        }
    }

    private static void Count(Span<int> rising, int phases)
    {
        for (var phase = 0; phase < PhaseCount; phase++)
        {
            rising[phase] += IsOn(phases, phase) ? 1 : 0;
        }
    }

    private static bool IsOn(int phases, int phase) => (phases & (1 << phase)) != 0;
}
