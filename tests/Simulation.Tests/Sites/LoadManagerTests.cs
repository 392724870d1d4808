using FsCheck;
using FsCheck.Fluent;
using Simulation.Sites;

namespace Simulation.Tests.Sites;

/// <summary>Sharing the phases of a connection: never too much on a phase, 6 A or nothing, fair, and as much as fits.</summary>
public sealed class LoadManagerTests
{
    private static readonly Config Fixed = Config
        .QuickThrowOnFailure.WithReplay(20_261_122, 1)
        .WithQuietOnSuccess(true)
        .WithMaxTest(1_000);

    private static readonly Gen<SiteClaim> AnyClaim =
        from session in Gen.Elements(true, true, true, false)
        from full in Gen.Elements(false, false, false, true)
        from wants in Gen.Elements(0, 5, 6, 10, 16, 20, 32)
        from phases in Gen.Elements(1, 2, 4, 7, 7, 3)
        select new SiteClaim
        {
            Session = session,
            Full = full,
            Wants = full ? 0 : wants * 10,
            Phases = phases,
        };

    private static readonly Gen<(int PerPhase, SiteClaim[] Claims)> Any =
        from perPhase in Gen.Choose(0, 2_000)
        from claims in AnyClaim.ArrayOf()
        select (perPhase, InOrder(claims));

    [Fact]
    public void No_phase_ever_carries_more_than_it_can_and_nobody_gets_less_than_six_amperes_but_nothing() =>
        Holds(it =>
        {
            for (var phase = 0; phase < 3; phase++)
            {
                On(it.Claims, phase).Sum(claim => claim.Granted).ShouldBeLessThanOrEqualTo(it.PerPhase);
            }
            foreach (var claim in it.Claims)
            {
                (claim.Granted == 0 || claim.Granted >= LoadManager.Least).ShouldBeTrue();
                claim.Granted.ShouldBeLessThanOrEqualTo(Math.Max(LoadManager.Least, claim.Wants));
                (claim.Session || claim.Granted == 0).ShouldBeTrue();
            }
        });

    [Fact]
    public void Who_gets_less_than_it_wants_is_on_a_full_phase_where_nobody_has_more() =>
        Holds(it =>
        {
            foreach (var claim in it.Claims.Where(Wanting))
            {
                // Within a tenth for each of those that share what is left.
                Enumerable
                    .Range(0, 3)
                    .Where(phase => IsOn(claim, phase))
                    .Any(phase =>
                        On(it.Claims, phase).Sum(other => other.Granted) > it.PerPhase - it.Claims.Length
                        && On(it.Claims, phase).All(other => other.Granted <= claim.Granted)
                    )
                    .ShouldBeTrue();
            }
        });

    [Fact]
    public void Who_waits_finds_a_phase_that_those_before_it_have_taken() =>
        Holds(it =>
        {
            for (var i = 0; i < it.Claims.Length; i++)
            {
                var claim = it.Claims[i];
                if (claim is { Session: true, Wants: > 0, Granted: 0 })
                {
                    Enumerable
                        .Range(0, 3)
                        .Any(phase =>
                            IsOn(claim, phase)
                            && (On(it.Claims[..i], phase).Count(other => other is { Granted: > 0, Wants: > 0 }) + 1)
                                * LoadManager.Least
                                > it.PerPhase
                        )
                        .ShouldBeTrue();
                }
            }
        });

    [Fact]
    public void A_newcomer_never_puts_anybody_out() =>
        Holds(it =>
        {
            if (it.Claims.Length == 0)
            {
                return;
            }
            SiteClaim[] before = [.. it.Claims.SkipLast(1)];
            LoadManager.Share(it.PerPhase, before);
            for (var i = 0; i < before.Length; i++)
            {
                if (before[i] is { Granted: > 0, Wants: > 0 })
                {
                    it.Claims[i].Granted.ShouldBeGreaterThan(0);
                }
            }
        });

    [Fact]
    public void Three_phase_cars_share_with_single_phase_ones_phase_by_phase()
    {
        // 40 A a phase: three cars on all phases, one more on L1 alone.
        SiteClaim[] claims =
        [
            new()
            {
                Session = true,
                Wants = 160,
                Phases = 7,
                Order = 1,
            },
            new()
            {
                Session = true,
                Wants = 160,
                Phases = 7,
                Order = 2,
            },
            new()
            {
                Session = true,
                Wants = 320,
                Phases = 1,
                Order = 3,
            },
            new()
            {
                Session = true,
                Wants = 320,
                Phases = 2,
                Order = 4,
            },
        ];

        LoadManager.Share(420, claims);

        claims.Select(claim => claim.Granted).ShouldBe([140, 140, 140, 140]);
    }

    private static void Holds(Action<(int PerPhase, SiteClaim[] Claims)> holds) =>
        Check.One(
            Fixed,
            Prop.ForAll(
                Any.ToArbitrary(),
                it =>
                {
                    LoadManager.Share(it.PerPhase, it.Claims);
                    holds(it);
                }
            )
        );

    private static SiteClaim[] InOrder(SiteClaim[] claims)
    {
        for (var i = 0; i < claims.Length; i++)
        {
            claims[i].Order = i + 1;
        }
        return claims;
    }

    private static bool Wanting(SiteClaim claim) => claim.Granted > 0 && claim.Granted < claim.Wants;

    private static bool IsOn(SiteClaim claim, int phase) => (claim.Phases & (1 << phase)) != 0;

    private static IEnumerable<SiteClaim> On(IEnumerable<SiteClaim> claims, int phase) =>
        claims.Where(claim => IsOn(claim, phase));
}
