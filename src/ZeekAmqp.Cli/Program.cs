using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

return await new CommandTree(Surroundings.OfProcess()).RunAsync(args).ConfigureAwait(false);
