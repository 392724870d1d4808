using FsCheck;
using FsCheck.Fluent;

namespace Simulation.Tests.Replay;

/// <summary>Runs properties from a fixed seed: a failure today fails tomorrow.</summary>
internal static class Property
{
    private static readonly Config Fixed = Config
        .QuickThrowOnFailure.WithReplay(20_261_123, 1)
        .WithQuietOnSuccess(true);

    public static void Holds<T>(Gen<T> values, Action<T> holds, int cases = 300) =>
        Check.One(Fixed.WithMaxTest(cases), Prop.ForAll(values.ToArbitrary(), holds));
}
